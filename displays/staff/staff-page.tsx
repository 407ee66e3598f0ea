import type { ComponentChildren } from 'preact';
import { reachOf, type StaffPermission } from '#shared/domain/staff/permissions.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import type { AssetManifest } from '../kit/assets.ts';
import { htmlDocument } from '../kit/html-document.tsx';
import { PostForm } from './govuk/button.tsx';
import { ErrorSummary, type PageError } from './govuk/messages.tsx';

/** What every page for staff is given. */
export interface StaffSurroundings {
  readonly assets: AssetManifest;
  /** null before somebody has signed in. */
  readonly member: StaffMember | null;
  /** In which times are shown. */
  readonly timeZone: string;
  /** Path of this page. */
  readonly path: string;
}

interface StaffPageParts {
  readonly title: string;
  readonly errors?: readonly PageError[];
  readonly back?: { readonly href: string; readonly text: string };
  /** Where to go on to at once. */
  readonly goOnTo?: string | undefined;
  readonly children: ComponentChildren;
}

const SERVICE = 'Visitor listings';

/** The frame of every page for staff. */
export function staffPage({ assets, member, path }: StaffSurroundings, parts: StaffPageParts): string {
  const { title, errors = [], back, goOnTo, children } = parts;
  return htmlDocument({
    title: `${errors.length > 0 ? 'Error: ' : ''}${title} – ${SERVICE}`,
    titleLanguage: 'en',
    preferences: { language: 'en', theme: null, text: null },
    theme: null,
    assets,
    style: 'staff.css',
    script: 'staff.js',
    goOnTo,
    classes: { html: 'govuk-template', body: 'govuk-template__body' },
    children: (
      <>
        <a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">
          Skip to main content
        </a>
        <header>
          <div class="staff-header">
            <div class="govuk-width-container staff-header__row">
              <a class="staff-header__name" href="/staff">
                {SERVICE}
              </a>
              {member && <SignedIn member={member} />}
            </div>
          </div>
          {member && <Navigation member={member} path={path} />}
        </header>
        <div class="govuk-width-container">
          {back && (
            <nav aria-label="Back">
              <a href={back.href} class="govuk-back-link">
                {back.text}
              </a>
            </nav>
          )}
          <main class="govuk-main-wrapper" id="main-content">
            <ErrorSummary errors={errors} />
            {children}
          </main>
        </div>
      </>
    ),
  });
}

function SignedIn({ member }: { readonly member: StaffMember }) {
  return (
    <div class="staff-header__member">
      <span>{member.name}</span>
      <PostForm action="/staff/sign-out">
        <button type="submit" class="staff-header__sign-out">
          Sign out
        </button>
      </PostForm>
    </div>
  );
}

const sections: readonly { href: string; text: string; permission: StaffPermission }[] = [
  { href: '/staff', text: 'Listings', permission: 'view' },
  { href: '/staff/reports', text: 'Reports', permission: 'moderate' },
  { href: '/staff/import', text: 'Import', permission: 'import' },
  { href: '/staff/export', text: 'Export', permission: 'export' },
  { href: '/staff/people', text: 'People', permission: 'administer' },
  { href: '/staff/audit', text: 'Audit', permission: 'administer' },
];

function Navigation({ member, path }: { readonly member: StaffMember; readonly path: string }) {
  const shown = sections.filter(({ permission }) => reachOf(member, permission) !== undefined);
  const current = [...shown].reverse().find(({ href }) => path === href || path.startsWith(`${href}/`));
  return (
    <nav aria-label="Menu" class="govuk-service-navigation">
      <div class="govuk-width-container">
        <div class="govuk-service-navigation__container">
          <div class="govuk-service-navigation__wrapper">
            <ul class="govuk-service-navigation__list">
              {shown.map(({ href, text }) => {
                const isCurrent = href === current?.href;
                return (
                  <li
                    class={`govuk-service-navigation__item${isCurrent ? ' govuk-service-navigation__item--active' : ''}`}
                    key={href}
                  >
                    <a
                      class="govuk-service-navigation__link"
                      href={href}
                      aria-current={isCurrent ? (path === href ? 'page' : 'true') : undefined}
                    >
                      {text}
                    </a>
                  </li>
                );
              })}
            </ul>
          </div>
        </div>
      </div>
    </nav>
  );
}

interface StaffMessage {
  readonly title: string;
  readonly text: string;
  readonly ways?: readonly { readonly href: string; readonly text: string }[];
  readonly goOnTo?: string | undefined;
}

/** Where a page has nothing but a message and a way on. */
export function staffMessage(
  surroundings: StaffSurroundings,
  { title, text, ways = [], goOnTo }: StaffMessage,
): string {
  return staffPage(surroundings, {
    title,
    goOnTo,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{text}</p>
        {ways.map(({ href, text: words }) => (
          <p class="govuk-body" key={href}>
            <a class="govuk-link" href={href}>
              {words}
            </a>
          </p>
        ))}
      </>
    ),
  });
}
