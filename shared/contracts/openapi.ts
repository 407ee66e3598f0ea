import * as z from 'zod/mini';
import type { Operation } from './operation.ts';
import { placesOperations } from './places-operations.ts';
import { problemJsonSchema } from './transit-json.ts';
import { transitOperations } from './transit-operations.ts';

function jsonSchema(schema: z.ZodMiniType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return rest;
}

let document: object | undefined;

/** OpenAPI 3.1, made from the schemas that the answers themselves are typed by. */
export function openApiDocument(): object {
  document ??= {
    openapi: '3.1.0',
    info: {
      title: 'Digital Welcome',
      version: '1',
      description: 'Stops, departures in real time, alerts and accessible places. Open data; no key.',
    },
    paths: describePaths([...transitOperations, ...placesOperations]),
  };
  return document;
}

function describePaths(operations: readonly Operation[]): object {
  const paths: Record<string, object> = {};
  for (const operation of operations) {
    const { path, method = 'get' } = operation;
    paths[path] = { ...paths[path], [method]: describeOperation(operation) };
  }
  return paths;
}

const contentOf = (body: Operation['body']) =>
  'mediaType' in body ? { [body.mediaType]: {} } : { 'application/json': { schema: jsonSchema(body) } };

function describeOperation({ summary, parameters = [], request, body, errors }: Operation): object {
  const problem = { content: { 'application/problem+json': { schema: jsonSchema(problemJsonSchema) } } };
  return {
    summary,
    ...(request !== undefined && { requestBody: { required: true, content: { [request]: {} } } }),
    parameters: parameters.map((parameter) => ({ ...parameter, required: parameter.in === 'path' })),
    responses: {
      200: { description: 'OK', content: contentOf(body) },
      ...Object.fromEntries(
        errors.map((status) => [status, { description: 'RFC 9457 problem', ...problem }]),
      ),
    },
  };
}
