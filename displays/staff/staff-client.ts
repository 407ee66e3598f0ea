import { Button, createAll, ErrorSummary, NotificationBanner, Radios, SkipLink } from 'govuk-frontend';

// What their stylesheet waits for before it hides anything that script has to bring back.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
for (const component of [Button, ErrorSummary, NotificationBanner, Radios, SkipLink]) createAll(component);

const PAUSE_MILLISECONDS = 2_000;

/** Keeps what is typed while it is typed: nothing is lost with a tab that is closed. It publishes nothing. */
function keepUnsaved(form: HTMLFormElement, address: string, status: HTMLElement | null) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSent = false;
  const send = async () => {
    try {
      const answer = await fetch(address, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>),
        redirect: 'error',
      });
      if (!status) return;
      status.textContent = answer.ok
        ? 'What you have typed is kept. It is not saved yet.'
        : 'What you have typed could not be kept. Save to keep it.';
    } catch {
      if (status) status.textContent = 'What you have typed could not be kept. Save to keep it.';
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isSent) void send();
    }, PAUSE_MILLISECONDS);
  });
  form.addEventListener('submit', () => {
    isSent = true;
    clearTimeout(timer);
  });
}

const form = document.querySelector<HTMLFormElement>('form[data-unsaved]');
if (form?.dataset.unsaved)
  keepUnsaved(form, form.dataset.unsaved, document.querySelector('[data-unsaved-status]'));

/** The gateway ends a request that is too large with words of its own, and what was typed is gone. */
function refuseLargeFiles(input: HTMLInputElement, mostBytes: number) {
  const message = document.getElementById(`${input.id}-error`) ?? document.createElement('p');
  message.id = `${input.id}-error`;
  message.className = 'govuk-error-message';
  message.setAttribute('role', 'alert');
  if (!message.isConnected) input.before(message);
  const described = new Set([...(input.getAttribute('aria-describedby')?.split(' ') ?? []), message.id]);
  input.setAttribute('aria-describedby', [...described].join(' '));
  message.hidden = message.textContent === '';
  input.addEventListener('change', () => {
    const size = input.files?.[0]?.size ?? 0;
    const isTooLarge = size > mostBytes;
    message.textContent = isTooLarge
      ? `The file has ${(size / 1e6).toFixed(1)} MB; ${mostBytes / 1e6} MB is the most. Choose a smaller one.`
      : '';
    message.hidden = !isTooLarge;
    input.closest('.govuk-form-group')?.classList.toggle('govuk-form-group--error', isTooLarge);
    if (isTooLarge) input.value = '';
  });
}

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-most-bytes]'))
  refuseLargeFiles(input, Number(input.dataset.mostBytes));
