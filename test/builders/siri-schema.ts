import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * The standard's own schema is not part of the repository. Where SIRI_XSD names its siri.xsd, and xmllint (XMLLINT, or
 * on the path) is there, what goes out is held against it.
 */
const schema = process.env.SIRI_XSD;
const xmllint = process.env.XMLLINT ?? 'xmllint';

function canValidate(): boolean {
  if (schema === undefined || !existsSync(schema)) return false;
  try {
    execFileSync(xmllint, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const hasSiriSchema = canValidate();
if (!hasSiriSchema) console.warn('skipped: the SIRI schema (SIRI_XSD names siri.xsd, xmllint must be there)');

/** What xmllint says against a document; empty where it is valid. */
export function schemaErrors(xml: string): string {
  try {
    execFileSync(xmllint, ['--noout', '--nonet', '--schema', schema ?? '', '-'], {
      input: xml,
      stdio: 'pipe',
    });
    return '';
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr);
    return said.replaceAll(/^.*Schemas parser warning.*\n/gm, '');
  }
}
