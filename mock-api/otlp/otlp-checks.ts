// What the JSON of the protocol wants of its members, whatever is sent.
/** Says what is wrong, and where: `resourceSpans[0].scopeSpans[0].spans[3].kind must be …`. */
export type Report = (path: string, rule: string) => void;
export type Check = (value: unknown, path: string, report: Report) => void;

/** All that is wrong with a body, one sentence for each fault. */
export function problemsOf(check: Check, body: unknown): readonly string[] {
  const problems: string[] = [];
  check(body, '', (path, rule) => problems.push(`${path === '' ? 'the body' : path} ${rule}`));
  return problems;
}

const UINT32_MAX = 2 ** 32 - 1;
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

export const text: Check = (value, path, report) => {
  if (typeof value !== 'string') report(path, 'must be a string');
};

export const boolean: Check = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, 'must be a boolean');
};

export const name: Check = (value, path, report) => {
  if (typeof value !== 'string' || value === '') report(path, 'must be a string that is not empty');
};

export const uint32: Check = (value, path, report) => {
  if (!isWhole(value, 0, UINT32_MAX)) report(path, 'must be a whole number of 32 bits');
};

/** Bits 10 to 31 are to be zero. */
export const flags: Check = (value, path, report) => {
  if (!isWhole(value, 0, 0x3ff)) report(path, 'must be a whole number of 10 bits');
};

export function enumeration(most: number, least = 0): Check {
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

export const int64 = integer64(-INT64_MAX - 1n, INT64_MAX);
export const fixed64 = integer64(0n, UINT64_MAX);

export const double: Check = (value, path, report) => {
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  if (!isNumber && value !== 'NaN' && value !== 'Infinity' && value !== '-Infinity') {
    report(path, 'must be a number');
  }
};

export function id(bytes: number): Check {
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

export const tracestate: Check = (value, path, report) => {
  if (typeof value !== 'string' || !/^[^=,\s]+=[^=,]+(?:,[^=,\s]+=[^=,]+){0,31}$/.test(value)) {
    report(path, 'must be a tracestate');
  }
};

export function list(item: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) report(path, 'must be an array');
    else value.forEach((each: unknown, index) => item(each, `${path}[${index}]`, report));
  };
}

export function message(
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

export const attributes: Check = (given, path, report) => {
  list(message({ key: name, value }, ['key', 'value']))(given, path, report);
  if (!Array.isArray(given)) return;
  const keys = given.map((each: { readonly key?: unknown } | null) => each?.key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (typeof twice === 'string') report(path, `has the key ${twice} twice`);
};

export const described = { attributes, droppedAttributesCount: uint32 };

export const resource = message(
  described,
  ['attributes'],
  ({ attributes: given }, path, report) => {
    const keys = Array.isArray(given)
      ? given.map((each: { key?: unknown } | null) => each?.key)
      : [];
    if (!keys.includes('service.name')) report(path, 'has no service.name');
  },
);

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

export function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value);
}
