/** The part of it that the staff pages use; it ships no types of its own. */
declare module 'govuk-frontend' {
  export type Component = new (element: Element) => unknown;
  export const Button: Component;
  export const ErrorSummary: Component;
  export const NotificationBanner: Component;
  export const Radios: Component;
  export const SkipLink: Component;
  export function createAll(component: Component): void;
}
