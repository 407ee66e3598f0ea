import { DomainError } from '../platform/domain-error.ts';

export const cutOff = (): DomainError =>
  new DomainError(
    'invalid-input',
    'The file ends in the middle of the picture. Choose it again, or save it anew.',
  );

export const damaged = (): DomainError =>
  new DomainError('invalid-input', 'The picture is damaged and cannot be read. Save it anew, as JPEG.');
