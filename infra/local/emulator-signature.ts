import { createHash, createHmac } from 'node:crypto';

/** What the emulator takes for the account's owner. */
export const emulatorCredentials = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

export interface SignableCall {
  readonly service: string;
  readonly region: string;
  readonly method: string;
  readonly host: string;
  /** Without a query string, and with nothing in it that would need encoding. */
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** AWS Signature Version 4, as far as these few calls need it. Returns all headers to send. */
export function signed(call: SignableCall, now: Date): Record<string, string> {
  const time = now.toISOString().replace(/[:-]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${call.region}/${call.service}/aws4_request`;
  const headers: Record<string, string> = { ...call.headers, host: call.host, 'x-amz-date': time };
  const names = Object.keys(headers).sort();
  const request = [
    call.method,
    call.path,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(call.body),
  ].join('\n');
  const key = [call.region, call.service, 'aws4_request'].reduce<Buffer>(
    hmac,
    hmac(`AWS4${emulatorCredentials.secretAccessKey}`, time.slice(0, 8)),
  );
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')).toString('hex');
  const credential = `${emulatorCredentials.accessKeyId}/${scope}`;
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
}
