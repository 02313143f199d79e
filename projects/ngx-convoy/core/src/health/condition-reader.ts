import { ConfigurationError } from '../errors';
import { inWords } from '../dev-mode';
import { type ConditionOperand, lengthOf, partOf, presenceOf } from './condition-operand';
import { compare, type Comparison, COMPARISONS } from './condition-comparison';
import type { HealthCondition, HealthObservation } from './health-condition';

const PLACES: Readonly<Record<string, (seen: HealthObservation) => unknown>> = {
  STATUS: (seen) => seen.httpStatus,
  RESPONSE_TIME: (seen) => seen.durationMs,
  BODY: (seen) => seen.body,
};

/** Reads the text of one condition from left to right; see `parseHealthCondition` for the language. */
export class ConditionReader {
  private at = 0;

  /** @param path what messages call the option */
  constructor(
    private readonly text: string,
    private readonly path: string,
  ) {}

  /** @throws ConfigurationError that names the place in the text */
  read(): HealthCondition {
    const left = this.operand();
    const comparison = this.comparison();
    const right = this.operand();
    this.blanks();
    if (this.at < this.text.length) throw this.error('the end');
    this.checkKinds(left, comparison, right);

    const observed = left.isObserved ? left : right;
    return {
      text: this.text.trim(),
      holds: (seen) => compare(left, comparison, right, seen),
      explain: (seen) => inWordsOf(observed.valueOf(seen)),
    };
  }

  private operand(): ConditionOperand {
    this.blanks();
    const next = this.text[this.at];
    if (next === '[') return this.observation();
    const [call, name] = /^(any|pat|len|has)\s*\(/.exec(this.text.slice(this.at)) ?? [];
    if (call === undefined || name === undefined) return literal(this.word(false));
    this.at += call.length;
    const operand = this.call(name);
    this.take(')');
    return operand;
  }

  private call(name: string): ConditionOperand {
    if (name === 'any') return { kind: 'any', isObserved: false, ...this.choices() };
    if (name === 'pat') {
      const from = this.at;
      const end = this.text.indexOf(')', from);
      if (end < 0) throw this.error("a pattern and ')'");
      this.at = end;
      const pattern = this.text.slice(from, end).trim();
      return { kind: 'pattern', isObserved: false, pattern, valueOf: () => pattern };
    }
    this.blanks();
    if (this.text[this.at] !== '[') throw this.error('[STATUS], [RESPONSE_TIME] or [BODY]');
    const inner = this.observation();
    return name === 'len' ? lengthOf(inner) : presenceOf(inner);
  }

  private choices(): Pick<ConditionOperand & { kind: 'any' }, 'choices' | 'valueOf'> {
    const choices: unknown[] = [];
    do choices.push(literalOf(this.word(true)));
    while (this.takes(','));
    return { choices, valueOf: () => choices };
  }

  /** `[BODY].checks.db[0].status` */
  private observation(): ConditionOperand {
    const [found, name = ''] = /^\[(\w+)\]/.exec(this.text.slice(this.at)) ?? [];
    const read = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
    if (found === undefined || read === undefined) {
      throw this.error('[STATUS], [RESPONSE_TIME] or [BODY]');
    }
    this.at += found.length;
    const keys: string[] = [];
    for (;;) {
      const [step, key, index] = /^(?:\.([\w$-]+)|\[(\d+)\])/.exec(this.text.slice(this.at)) ?? [];
      const next = key ?? index;
      if (step === undefined || next === undefined) break;
      if (name !== 'BODY') throw this.error('a comparison');
      this.at += step.length;
      keys.push(next);
    }
    if (this.text[this.at] === '.') throw this.error("a name after '.'", 1);
    return partOf(read, keys);
  }

  private comparison(): Comparison {
    this.blanks();
    const found = COMPARISONS.find((sign) => this.text.startsWith(sign, this.at));
    if (found === undefined) throw this.error(COMPARISONS.join(', '));
    this.at += found.length;
    return found;
  }

  /** Up to a blank, or up to where a list goes on; in quotes anything. */
  private word(inList: boolean): string | { readonly quoted: string } {
    this.blanks();
    const rest = this.text.slice(this.at);
    const quoted = /^(?:'([^']*)'|"([^"]*)")/.exec(rest);
    if (quoted !== null) {
      this.at += quoted[0].length;
      return { quoted: quoted[1] ?? quoted[2] ?? '' };
    }
    const [plain] = (inList ? /^[^,()'"]+/ : /^[^\s()'"<>=!]+/).exec(rest) ?? [];
    if (plain === undefined) throw this.error(/^['"]/.test(rest) ? 'a closing quote' : 'a value');
    this.at += plain.length;
    return plain.trim();
  }

  /** What can be compared how. */
  private checkKinds(
    left: ConditionOperand,
    comparison: Comparison,
    right: ConditionOperand,
  ): void {
    const isEquality = comparison === '==' || comparison === '!=';
    const hasChoice = [left, right].some(({ kind }) => kind === 'any' || kind === 'pattern');
    if (hasChoice && !isEquality) {
      throw new ConfigurationError(
        this.path,
        this.text,
        inWords(() => 'a condition that compares any(…) and pat(…) with == or != only'),
      );
    }
    if (left.isObserved || right.isObserved) return;
    throw new ConfigurationError(
      this.path,
      this.text,
      inWords(() => 'a condition that looks at [STATUS], [RESPONSE_TIME] or [BODY]'),
    );
  }

  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private takes(sign: string): boolean {
    this.blanks();
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private take(sign: string): void {
    if (!this.takes(sign)) throw this.error(`'${sign}'`);
  }

  private error(expected: string, ahead = 0): ConfigurationError {
    const at = this.at + ahead + 1;
    return new ConfigurationError(
      this.path,
      this.text,
      inWords(
        () => `a condition such as '[STATUS] == 200'; at character ${at} stands no ${expected}`,
      ),
    );
  }
}

function literal(word: string | { readonly quoted: string }): ConditionOperand {
  const value = literalOf(word);
  return { kind: 'value', isObserved: false, valueOf: () => value };
}

function literalOf(word: string | { readonly quoted: string }): unknown {
  if (typeof word !== 'string') return word.quoted;
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  return word !== '' && Number.isFinite(Number(word)) ? Number(word) : word;
}

function inWordsOf(value: unknown): string {
  if (value === undefined) return 'it was not there';
  const said = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return `it was ${said.length > 80 ? `${said.slice(0, 79)}…` : said}`;
}
