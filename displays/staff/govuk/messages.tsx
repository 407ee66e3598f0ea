import type { ComponentChildren } from 'preact';

export interface PageError {
  /** Id of the control that it is about. */
  readonly field: string;
  readonly message: string;
}

/** The message beside a control. */
export const messagesOf =
  (errors: readonly PageError[]) =>
  (field: string): string | undefined =>
    errors.find((error) => error.field === field)?.message;

export function ErrorSummary({ errors }: { readonly errors: readonly PageError[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="govuk-error-summary" data-module="govuk-error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {errors.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                <a href={`#${field}`}>{message}</a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

interface BannerProps {
  readonly title: string;
  readonly kind?: 'success';
  readonly children: ComponentChildren;
}

export function Banner({ title, kind, children }: BannerProps) {
  const id = `banner-${title.toLowerCase().replace(/\W+/g, '-')}`;
  const parts = (
    <>
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id={id}>
          {title}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">{children}</div>
    </>
  );
  if (kind !== 'success') {
    return (
      <section class="govuk-notification-banner" aria-labelledby={id}>
        {parts}
      </section>
    );
  }
  return (
    <div
      class="govuk-notification-banner govuk-notification-banner--success"
      role="alert"
      data-module="govuk-notification-banner"
    >
      {parts}
    </div>
  );
}

export function Inset({ children }: { readonly children: ComponentChildren }) {
  return <div class="govuk-inset-text">{children}</div>;
}

export function WarningText({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">Warning</span>
        {children}
      </strong>
    </div>
  );
}

export function Details({
  summary,
  children,
}: {
  readonly summary: string;
  readonly children: ComponentChildren;
}) {
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
