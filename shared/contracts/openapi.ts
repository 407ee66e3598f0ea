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
    paths: Object.fromEntries(
      [...transitOperations, ...placesOperations].map((operation) => [
        operation.path,
        { get: describeOperation(operation) },
      ]),
    ),
  };
  return document;
}

function describeOperation({ summary, parameters = [], body, errors }: Operation): object {
  const problem = { content: { 'application/problem+json': { schema: jsonSchema(problemJsonSchema) } } };
  return {
    summary,
    parameters: parameters.map((parameter) => ({ ...parameter, required: parameter.in === 'path' })),
    responses: {
      200: { description: 'OK', content: { 'application/json': { schema: jsonSchema(body) } } },
      ...Object.fromEntries(
        errors.map((status) => [status, { description: 'RFC 9457 problem', ...problem }]),
      ),
    },
  };
}
