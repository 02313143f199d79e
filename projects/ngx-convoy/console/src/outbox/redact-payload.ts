/** Characters of a text that are shown. */
const LONGEST_TEXT = 80;
/** Characters of the whole. */
const LONGEST = 4_000;
const REDACTED = '•••';

/** Names of fields whose values are nobody's business, in parts: `cardNumber`, `access_token`, `IBAN`. */
const SECRET =
  /pass|secret|token|auth(?!or$)|session|cookie|credential|api.?key|pin$|card|cvv|cvc|iban|account.?n|ssn|e.?mail|phone/i;

/** A body as an operator may see it: its shape and what is harmless, secrets covered, long texts cut. */
export function redactPayload(body: unknown): string {
  if (body === undefined || body === null) return 'No body';
  if (body instanceof Blob) return `${body.type || 'data'}, ${body.size} bytes`;
  if (body instanceof ArrayBuffer) return `data, ${body.byteLength} bytes`;
  if (body instanceof FormData) return redactPayload(fieldsOf(body));
  if (typeof body === 'string') return shortened(body, LONGEST_TEXT);
  const text = JSON.stringify(
    body,
    (name, value: unknown) => {
      if (name !== '' && SECRET.test(name)) return REDACTED;
      return typeof value === 'string' ? shortened(value, LONGEST_TEXT) : value;
    },
    2,
  );
  return shortened(text, LONGEST);
}

function fieldsOf(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form.entries()].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : `${value.name}, ${value.size} bytes`,
    ]),
  );
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
