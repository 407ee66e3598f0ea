import type { HttpRoute } from '#shared/contracts/routes.ts';

export interface RouteMatch {
  readonly route: HttpRoute;
  /** `METHOD /path/{as}/{written}`, as API Gateway names it. */
  readonly routeKey: string;
  /** Decoded once, as API Gateway does. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: HttpRoute;
  readonly parts: readonly { readonly kind: 'literal' | 'one' | 'rest'; readonly text: string }[];
}

function compile(route: HttpRoute): CompiledRoute {
  const parts = route.path.split('/').map((part) => {
    const name = /^\{(\w+)(\+?)\}$/.exec(part);
    if (!name?.[1]) return { kind: 'literal' as const, text: part };
    return { kind: name[2] ? ('rest' as const) : ('one' as const), text: name[1] };
  });
  return { route, parts };
}

const rank = { literal: 0, one: 1, rest: 2 };

/** The most specific first: at the first part in which two routes differ, a literal beats {p}, and {p} beats {p+}. */
function bySpecificity(a: CompiledRoute, b: CompiledRoute): number {
  const shared = Math.min(a.parts.length, b.parts.length);
  for (let i = 0; i < shared; i++) {
    const difference = rank[a.parts[i]?.kind ?? 'rest'] - rank[b.parts[i]?.kind ?? 'rest'];
    if (difference !== 0) return difference;
  }
  return b.parts.length - a.parts.length;
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parametersOf({ parts }: CompiledRoute, segments: readonly string[]): Record<string, string> | null {
  const parameters: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i];
    if (segment === undefined) return null;
    if (part.kind === 'literal') {
      if (segment !== part.text) return null;
      continue;
    }
    const value = part.kind === 'rest' ? segments.slice(i).join('/') : segment;
    if (value === '') return null;
    parameters[part.text] = decodeOnce(value);
    if (part.kind === 'rest') return parameters;
  }
  return segments.length === parts.length ? parameters : null;
}

/** Matches as an API Gateway HTTP API does: on the path as sent, so that an encoded slash stays in its segment. */
export function routeTable(routes: readonly HttpRoute[]) {
  const compiled = routes.map(compile).sort(bySpecificity);
  return (method: string, rawPath: string): RouteMatch | undefined => {
    const segments = rawPath.split('/');
    for (const candidate of compiled) {
      if (candidate.route.method !== method) continue;
      const pathParameters = parametersOf(candidate, segments);
      if (pathParameters) {
        return { route: candidate.route, routeKey: `${method} ${candidate.route.path}`, pathParameters };
      }
    }
    return undefined;
  };
}
