import type { ComponentChildren } from 'preact';

export type TagColour = 'grey' | 'blue' | 'green' | 'yellow' | 'red' | 'purple' | 'orange';

export function Tag({
  colour,
  children,
}: {
  readonly colour: TagColour;
  readonly children: ComponentChildren;
}) {
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{children}</strong>;
}

export interface Task {
  readonly title: string;
  readonly href: string;
  readonly hint?: string | undefined;
  readonly status: ComponentChildren;
}

export function TaskList({
  tasks,
  idPrefix,
}: {
  readonly tasks: readonly Task[];
  readonly idPrefix: string;
}) {
  return (
    <ul class="govuk-task-list">
      {tasks.map(({ title, href, hint, status }, index) => {
        const id = `${idPrefix}-${index + 1}`;
        return (
          <li class="govuk-task-list__item govuk-task-list__item--with-link" key={href}>
            <div class="govuk-task-list__name-and-hint">
              <a
                class="govuk-link govuk-task-list__link"
                href={href}
                aria-describedby={`${hint ? `${id}-hint ` : ''}${id}-status`}
              >
                {title}
              </a>
              {hint && (
                <div id={`${id}-hint`} class="govuk-task-list__hint">
                  {hint}
                </div>
              )}
            </div>
            <div class="govuk-task-list__status" id={`${id}-status`}>
              {status}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export interface SummaryRow {
  readonly key: string;
  readonly value: ComponentChildren;
}

export function SummaryList({ rows }: { readonly rows: readonly SummaryRow[] }) {
  return (
    <dl class="govuk-summary-list">
      {rows.map(({ key, value }) => (
        <div class="govuk-summary-list__row" key={key}>
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
