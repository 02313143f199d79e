import type { OtlpTraces } from './otlp-span.ts';

/** Says what is wrong, and where: `resourceSpans[0].scopeSpans[0].spans[3].kind must be …`. */
type Report = (path: string, rule: string) => void;
type Check = (value: unknown, path: string, report: Report) => void;

/**
 * What of a body is not what OTLP/JSON wants. Stricter than a receiver has to be: a member that the protocol does not know
 * must be ignored by receivers, and is a mistake of ours.
 *
 * @returns one sentence for each fault; empty when all is well, and then the body is an {@link OtlpTraces}
 * @see OpenTelemetry Protocol 1.9, JSON Protobuf Encoding; trace.proto, common.proto, resource.proto
 */
export function validateTraces(body: unknown): readonly string[] {
  const problems: string[] = [];
  request(body, '', (path, rule) => problems.push(`${path === '' ? 'the body' : path} ${rule}`));
  return problems;
}

/** A body that has passed {@link validateTraces}. */
export function isTraces(body: unknown): body is OtlpTraces {
  return validateTraces(body).length === 0;
}

const UINT32_MAX = 2 ** 32 - 1;
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

const text: Check = (value, path, report) => {
  if (typeof value !== 'string') report(path, 'must be a string');
};

const boolean: Check = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, 'must be a boolean');
};

const name: Check = (value, path, report) => {
  if (typeof value !== 'string' || value === '') report(path, 'must be a string that is not empty');
};

const uint32: Check = (value, path, report) => {
  if (!isWhole(value, 0, UINT32_MAX)) report(path, 'must be a whole number of 32 bits');
};

/** Bits 10 to 31 are to be zero. */
const flags: Check = (value, path, report) => {
  if (!isWhole(value, 0, 0x3ff)) report(path, 'must be a whole number of 10 bits');
};

function enumeration(most: number, least = 0): Check {
  return (value, path, report) => {
    if (!isWhole(value, least, most)) report(path, `must be a number from ${least} to ${most}`);
  };
}

function integer64(least: bigint, most: bigint): Check {
  return (value, path, report) => {
    const isDecimal = typeof value === 'string' && /^(?:0|-?[1-9]\d{0,19})$/.test(value);
    if (!isDecimal || BigInt(value) < least || BigInt(value) > most) {
      report(path, 'must be a decimal string of 64 bits');
    }
  };
}

const int64 = integer64(-INT64_MAX - 1n, INT64_MAX);
const fixed64 = integer64(0n, UINT64_MAX);

const double: Check = (value, path, report) => {
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  if (!isNumber && value !== 'NaN' && value !== 'Infinity' && value !== '-Infinity') {
    report(path, 'must be a number');
  }
};

function id(bytes: number): Check {
  const form = new RegExp(`^[\\da-f]{${bytes * 2}}$`, 'i');
  return (value, path, report) => {
    if (typeof value !== 'string' || !form.test(value) || /^0+$/.test(value)) {
      report(path, `must be ${bytes} bytes in hex, not all zero`);
    }
  };
}

const base64: Check = (value, path, report) => {
  if (typeof value !== 'string' || !/^[A-Za-z\d+/]*={0,2}$/.test(value)) {
    report(path, 'must be base64');
  }
};

const tracestate: Check = (value, path, report) => {
  if (typeof value !== 'string' || !/^[^=,\s]+=[^=,]+(?:,[^=,\s]+=[^=,]+){0,31}$/.test(value)) {
    report(path, 'must be a tracestate');
  }
};

function list(item: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) report(path, 'must be an array');
    else value.forEach((each: unknown, index) => item(each, `${path}[${index}]`, report));
  };
}

function message(
  members: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
  further?: (value: Readonly<Record<string, unknown>>, path: string, report: Report) => void,
): Check {
  return (value, path, report) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      report(path, 'must be an object');
      return;
    }
    const given = value as Readonly<Record<string, unknown>>;
    const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
    for (const [key, member] of Object.entries(given)) {
      const check = members[key];
      if (check === undefined) report(at(key), 'is not known');
      else check(member, at(key), report);
    }
    for (const key of required) if (!(key in given)) report(at(key), 'is missing');
    further?.(given, path, report);
  };
}

const value: Check = (given, path, report) => {
  message(
    {
      stringValue: text,
      boolValue: boolean,
      intValue: int64,
      doubleValue: double,
      arrayValue: (array, at, tell) => message({ values: list(value) })(array, at, tell),
      kvlistValue: (pairs, at, tell) => message({ values: attributes })(pairs, at, tell),
      bytesValue: base64,
    },
    [],
    (members, at, tell) => {
      if (Object.keys(members).length !== 1) tell(at, 'must have exactly one member');
    },
  )(given, path, report);
};

const attributes: Check = (given, path, report) => {
  list(message({ key: name, value }, ['key', 'value']))(given, path, report);
  if (!Array.isArray(given)) return;
  const keys = given.map((each: { readonly key?: unknown } | null) => each?.key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (typeof twice === 'string') report(path, `has the key ${twice} twice`);
};

const described = { attributes, droppedAttributesCount: uint32 };

const event = message({ timeUnixNano: fixed64, name, ...described }, ['timeUnixNano', 'name']);

const link = message(
  { traceId: id(16), spanId: id(8), traceState: tracestate, flags, ...described },
  ['traceId', 'spanId'],
);

const span = message(
  {
    traceId: id(16),
    spanId: id(8),
    traceState: tracestate,
    parentSpanId: id(8),
    flags,
    name,
    kind: enumeration(5, 1),
    startTimeUnixNano: fixed64,
    endTimeUnixNano: fixed64,
    ...described,
    events: list(event),
    droppedEventsCount: uint32,
    links: list(link),
    droppedLinksCount: uint32,
    status: message({ message: text, code: enumeration(2) }),
  },
  ['traceId', 'spanId', 'name', 'kind', 'startTimeUnixNano', 'endTimeUnixNano'],
  ({ spanId, parentSpanId, startTimeUnixNano: start, endTimeUnixNano: end }, path, report) => {
    if (spanId === parentSpanId) report(path, 'is its own parent');
    if (isDigits(start) && isDigits(end) && BigInt(start) > BigInt(end)) {
      report(path, 'ends before it starts');
    }
  },
);

const scopeSpans = message({
  scope: message({ name: text, version: text, ...described }),
  spans: list(span),
  schemaUrl: text,
});

const resource = message(described, ['attributes'], ({ attributes: given }, path, report) => {
  const keys = Array.isArray(given) ? given.map((each: { key?: unknown } | null) => each?.key) : [];
  if (!keys.includes('service.name')) report(path, 'has no service.name');
});

const request = message({
  resourceSpans: list(
    message({ resource, scopeSpans: list(scopeSpans), schemaUrl: text }, [
      'resource',
      'scopeSpans',
    ]),
  ),
});

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value);
}
