/**
 * Stands in for the scheduler and the queue: calls `task` every so many seconds, never twice at once. A turn that
 * falls due while the task still runs is left out, as a queue with one consumer would merge it.
 */
export function everySeconds(
  seconds: number,
  task: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= Promise.resolve()
      .then(task)
      .then(() => undefined, onFault)
      .finally(() => {
        running = undefined;
      });
  }, seconds * 1000);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
