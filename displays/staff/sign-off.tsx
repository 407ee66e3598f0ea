import type { ComponentChildren } from 'preact';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { type FieldProps, Textarea } from './govuk/input.tsx';

interface SignOffProps {
  readonly action: string;
  /** What was looked at: a decision about anything newer is refused. */
  readonly version: number;
  /** Why it is decided so. */
  readonly reason: FieldProps;
  readonly button: string;
  readonly kind?: 'secondary';
  readonly children?: ComponentChildren;
}

/** Somebody decides about what somebody else has sent, and says why. */
export function SignOff({ action, version, reason, button, kind, children }: SignOffProps) {
  return (
    <PostForm action={action}>
      <Hidden values={{ version: String(version) }} />
      {children}
      <Textarea {...reason} rows={3} />
      <Button {...(kind && { kind })}>{button}</Button>
    </PostForm>
  );
}
