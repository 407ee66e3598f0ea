import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Does something just before the next command of this name is sent through a client: what another process would do in
 * the moment between. Answers how to take that back.
 */
export function meanwhile(
  { middlewareStack }: DynamoDBClient,
  name: string,
  does: () => unknown,
): () => void {
  let isFirst = true;
  middlewareStack.add(
    (next, { commandName }) =>
      async (command) => {
        if (isFirst && commandName === name) {
          isFirst = false;
          await does();
        }
        return next(command);
      },
    { step: 'initialize', name: 'meanwhile' },
  );
  return () => {
    middlewareStack.remove('meanwhile');
  };
}
