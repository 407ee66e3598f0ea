interface OpenLicence {
  readonly title: string;
  readonly address: string;
}

/** By SPDX name: what anybody may use, change and hand on for any purpose (opendefinition.org). */
const openLicences: Readonly<Record<string, OpenLicence>> = {
  'OGL-UK-3.0': {
    title: 'Open Government Licence v3.0',
    address: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
  },
  'OGL-UK-2.0': {
    title: 'Open Government Licence v2.0',
    address: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/',
  },
  'OGL-UK-1.0': {
    title: 'Open Government Licence v1.0',
    address: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/1/',
  },
  'CC0-1.0': {
    title: 'Creative Commons Zero 1.0',
    address: 'https://creativecommons.org/publicdomain/zero/1.0/',
  },
  'CC-BY-3.0': {
    title: 'Creative Commons Attribution 3.0',
    address: 'https://creativecommons.org/licenses/by/3.0/',
  },
  'CC-BY-4.0': {
    title: 'Creative Commons Attribution 4.0',
    address: 'https://creativecommons.org/licenses/by/4.0/',
  },
  'CC-BY-SA-4.0': {
    title: 'Creative Commons Attribution-ShareAlike 4.0',
    address: 'https://creativecommons.org/licenses/by-sa/4.0/',
  },
  'PDDL-1.0': {
    title: 'Open Data Commons Public Domain Dedication and License 1.0',
    address: 'https://opendatacommons.org/licenses/pddl/1-0/',
  },
  'ODC-By-1.0': {
    title: 'Open Data Commons Attribution License 1.0',
    address: 'https://opendatacommons.org/licenses/by/1-0/',
  },
  'ODbL-1.0': {
    title: 'Open Data Commons Open Database License 1.0',
    address: 'https://opendatacommons.org/licenses/odbl/1-0/',
  },
};

/** Of the collection as the council puts it together. A listing in it keeps its own. */
export const OPEN_DATA_LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';

/** undefined for a licence that does not let everybody hand the listing on, or is not known here. */
export const openLicence = (spdx: string): OpenLicence | undefined =>
  Object.hasOwn(openLicences, spdx) ? openLicences[spdx] : undefined;
