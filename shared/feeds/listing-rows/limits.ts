import { DomainError } from '../../platform/domain-error.ts';

/** Of one file. Each row becomes a draft or a place, and people look through them. */
export const MOST_ROWS = 5_000;
export const MOST_BYTES = 5 * 1024 * 1024;
/** Of one cell, as it stands in the file. */
export const MOST_CELL = 20_000;
export const MOST_COLUMNS = 1_000;
const MOST_UNKNOWN_COLUMNS = 100;
const MOST_SHOWN = 100;

/** The file cannot be used as a whole; `message` says what is wrong and where. */
export const refuseFile = (message: string, cause?: unknown): DomainError =>
  new DomainError('invalid-input', message, {}, { cause });

export const tooManyRows = (): DomainError =>
  refuseFile(`has more than ${MOST_ROWS} listings; split it into several files`);

export const shown = (text: string): string =>
  text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;

/** Names that are told to people: each once, and not without end. */
export class UnknownColumns {
  private readonly names = new Set<string>();

  add(name: string): void {
    if (this.names.size < MOST_UNKNOWN_COLUMNS) this.names.add(shown(name));
  }

  list(): string[] {
    return [...this.names];
  }
}
