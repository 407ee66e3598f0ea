import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localDynamoDbClient } from '#infra/local/embedded-dynamodb.ts';

export interface Units {
  readonly read: number;
  readonly write: number;
}

export interface MeteredClient {
  readonly client: DynamoDBClient;
  /** Since the last call. */
  take(): Units;
}

const isRead = (command: string | undefined) => /^(Get|BatchGet|Query)/.test(command ?? '');

/** A client of a running engine that counts what the engine says of every request, whichever table it is for. */
export function meteredClient(endpoint: string): MeteredClient {
  const client = localDynamoDbClient(endpoint);
  let units = { read: 0, write: 0 };
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const answer = await next(args);
        const consumed = 'ConsumedCapacity' in answer.output ? answer.output.ConsumedCapacity : undefined;
        for (const each of [consumed ?? []].flat())
          if ('CapacityUnits' in each)
            units[isRead(commandName) ? 'read' : 'write'] += each.CapacityUnits ?? 0;
        return answer;
      },
    { step: 'initialize' },
  );
  return {
    client,
    take() {
      const taken = units;
      units = { read: 0, write: 0 };
      return taken;
    },
  };
}
