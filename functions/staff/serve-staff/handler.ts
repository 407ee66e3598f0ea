import { staffMessage } from '#displays/staff/staff-page.tsx';
import { type ErrorRenderer, httpLambda } from '#functions/runtime/http.ts';
import { answerRoutes } from './answer-reports.ts';
import { pictureRoutes } from './edit-pictures.ts';
import { editRoutes } from './edit-section.ts';
import { exportRoutes } from './export-listings.ts';
import { guarded, ownForms } from './guard.ts';
import { importRoutes } from './import-listings.ts';
import { listRoutes } from './list-listings.ts';
import { mergeRoutes } from './merge-section.ts';
import { moderationRoutes } from './moderate-reports.ts';
import { auditRoutes } from './show-audit.ts';
import { showRoutes } from './show-listing.ts';
import { pictureFileRoutes } from './show-picture.ts';
import { signInRoutes } from './sign-in.ts';
import { peopleRoutes } from './sign-out-people.ts';
import type { StaffDependencies } from './staff-request.ts';
import { staffHtml } from './staff-response.ts';
import { bulkRoutes } from './step-many.ts';
import { stepRoutes } from './take-step.ts';
import { undoRoutes } from './undo-import.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'This does not work',
  403: 'You cannot do this',
  404: 'There is no such page',
  409: 'This has not been done',
};

const failures =
  ({ assets, config }: Pick<StaffDependencies, 'assets' | 'config'>): ErrorRenderer =>
  ({ status, detail }, { path }) =>
    staffHtml(
      staffMessage(
        { assets, member: null, timeZone: config.timeZone, path },
        {
          title: titles[status] ?? 'Something is wrong on our side',
          text:
            status < 500
              ? detail
              : 'Try again in a moment. What you typed is still on the page before this one.',
          ways: [{ href: '/staff', text: 'All listings' }],
        },
      ),
      status,
    );

/** The pages for staff. Which route needs which permission is in the route table, and asked by the guard alone. */
export function serveStaff(dependencies: StaffDependencies) {
  const routes = {
    ...ownForms(signInRoutes(dependencies), dependencies),
    ...guarded(
      {
        ...listRoutes(dependencies),
        ...showRoutes(dependencies),
        ...editRoutes(dependencies),
        ...mergeRoutes(dependencies),
        ...pictureRoutes(dependencies),
        ...pictureFileRoutes(dependencies),
        ...stepRoutes(dependencies),
        ...bulkRoutes(dependencies),
        ...importRoutes(dependencies),
        ...undoRoutes(dependencies),
        ...exportRoutes(dependencies),
        ...moderationRoutes(dependencies),
        ...answerRoutes(dependencies),
        ...auditRoutes(dependencies),
        ...peopleRoutes(dependencies),
      },
      dependencies,
    ),
  };
  return httpLambda(routes, { logger: dependencies.logger, renderError: failures(dependencies) });
}
