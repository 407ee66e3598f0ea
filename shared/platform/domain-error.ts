/** The closed list of what can go wrong for a reason that a caller can act on. */
export type DomainErrorKind =
  | 'invalid-input'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'upstream'
  | 'unavailable'
  | 'configuration';

/**
 * An expected failure. `message` may be shown to the person who caused it: it names the field, file or line,
 * and holds no secret and no stack. Everything else that is thrown is a fault of ours.
 */
export class DomainError extends Error {
  readonly kind: DomainErrorKind;
  readonly context: Readonly<Record<string, string | number | null>>;

  constructor(
    kind: DomainErrorKind,
    message: string,
    context: Readonly<Record<string, string | number | null>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DomainError';
    this.kind = kind;
    this.context = context;
  }
}
