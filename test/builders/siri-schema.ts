import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/**
 * The standard's own schemas are not part of the repository. Where SIRI_XSD names the folder that holds them
 * (`npm run check:siri` fetches it), what goes out is held against each.
 */
const folder = process.env.SIRI_XSD;
const schemas = ['siri-2.0', 'siri-2.1'].flatMap((version) => {
  const path = folder === undefined ? '' : join(folder, version, 'xsd', 'siri.xsd');
  return existsSync(path) ? [{ version, path }] : [];
});

export const hasSiriSchema = schemas.length > 0;
if (!hasSiriSchema) console.warn('skipped: the SIRI schemas are not here (npm run check:siri)');

let validators: readonly { readonly version: string; readonly validator: XsdValidator }[] | undefined;
function openValidators() {
  xmlRegisterFsInputProviders();
  return schemas.map(({ version, path }) => {
    const document = XmlDocument.fromBuffer(readFileSync(path), { url: path });
    return { version, validator: XsdValidator.fromDoc(document) };
  });
}

/** What the schemas say against a document, by version; empty where it is valid by all. */
export function schemaErrors(xml: string): string {
  validators ??= openValidators();
  const document = XmlDocument.fromString(xml);
  try {
    return validators.map(({ version, validator }) => errorsOf(document, version, validator)).join('');
  } finally {
    document.dispose();
  }
}

function errorsOf(document: XmlDocument, version: string, validator: XsdValidator): string {
  try {
    validator.validate(document);
    return '';
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(({ line, message }) => `${version}, line ${line}: ${message}`).join('');
  }
}
