import type { ComponentChildren } from 'preact';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: 'secondary' | 'warning';
  readonly name?: string;
  readonly value?: string;
}

const buttonClass = (kind?: ButtonProps['kind']) => `govuk-button${kind ? ` govuk-button--${kind}` : ''}`;

export function Button({ children, kind, name, value }: ButtonProps) {
  return (
    <button type="submit" class={buttonClass(kind)} name={name} value={value} data-module="govuk-button">
      {children}
    </button>
  );
}

/** A link that looks like a button: for a way, not for a change. */
export function ButtonLink({
  href,
  kind,
  children,
}: {
  href: string;
  kind?: 'secondary';
  children: ComponentChildren;
}) {
  return (
    <a href={href} draggable={false} class={buttonClass(kind)}>
      {children}
    </a>
  );
}

interface PostProps {
  readonly action: string;
  readonly children: ComponentChildren;
  readonly isUpload?: boolean;
  readonly id?: string;
}

/** Everything that changes something is a form: it works without script, and no link can set it off. */
export function PostForm({ action, children, isUpload, id }: PostProps) {
  return (
    <form
      method="post"
      action={action}
      noValidate
      id={id}
      {...(isUpload && { enctype: 'multipart/form-data' })}
    >
      {children}
    </form>
  );
}

export interface HiddenProps {
  readonly values: Readonly<Record<string, string>>;
}

export function Hidden({ values }: HiddenProps) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
    </>
  );
}
