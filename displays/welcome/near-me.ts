/** Shows the "near me" button where the browser can tell its position, and asks for it only when it is pressed. */
function offer(form: HTMLFormElement): void {
  const near = form.elements.namedItem('near');
  const status = form.querySelector('[role=status]');
  if (!(near instanceof HTMLInputElement) || !status) return;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    if (near.value) return;
    event.preventDefault();
    status.textContent = '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Four decimals are about ten metres: enough to find a stop, and no more of the visitor than that.
        near.value = `${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`;
        form.submit();
      },
      () => {
        status.textContent = form.dataset.refused ?? '';
      },
      { timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

const form = document.querySelector<HTMLFormElement>('form.near');
if (form && 'geolocation' in navigator) offer(form);
