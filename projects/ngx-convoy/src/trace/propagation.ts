import type { TracingOptions } from './tracing';

/** A path of a backend that may be told. */
interface Place {
  readonly origin: string;
  /** Ends with `/`; `/` for all of the origin. */
  readonly path: string;
}

/** What is known of a base: all below it may be told, nothing, or it depends on the path. */
type Answer = 'all' | 'none' | 'by-path';

/** Bases that are remembered: more than an app has instances. */
const REMEMBERED = 256;

/**
 * Who may have trace headers. It asks the browser's own parser where a URL leads, because only that knows what
 * `//host`, `/\host` and `HTTPS://me@host` mean; the answer is remembered for each instance.
 */
export class Propagation {
  private readonly tellsServices: boolean;
  private readonly places: readonly Place[];
  private readonly answers = new Map<string, Answer>();

  /** @param baseUrl what relative URLs are relative to */
  constructor(
    propagateTo: TracingOptions['propagateTo'] = 'same-origin',
    private readonly baseUrl: string,
    ownOrigin: string,
  ) {
    this.tellsServices = propagateTo === 'services';
    const listed = typeof propagateTo === 'string' ? [] : propagateTo;
    this.places = [{ origin: ownOrigin, path: '/' }, ...listed.map(placeOf)];
  }

  /**
   * @param base what stands before the path in the URL of an attempt, whose answer is remembered
   * @param path begins with `/`, `?` or `#`, or is empty
   */
  allows(base: string, path: string): boolean {
    if (this.tellsServices) return true;
    if (base === '') return isOwnPath(path);
    let answer = this.answers.get(base);
    if (answer === undefined) {
      answer = this.ask(base);
      if (this.answers.size === REMEMBERED) this.answers.clear();
      this.answers.set(base, answer);
    }
    return answer === 'all' || (answer === 'by-path' && this.allowsPath(base + path));
  }

  private ask(base: string): Answer {
    const origin = this.parse(base)?.origin;
    const paths = this.places.filter((place) => place.origin === origin).map(({ path }) => path);
    if (paths.length === 0) return 'none';
    return paths.includes('/') ? 'all' : 'by-path';
  }

  private allowsPath(url: string): boolean {
    const parsed = this.parse(url);
    if (parsed === undefined) return false;
    const path = `${parsed.pathname}/`;
    return this.places.some(
      (place) => place.origin === parsed.origin && path.startsWith(place.path),
    );
  }

  private parse(url: string): URL | undefined {
    try {
      return new URL(url, this.baseUrl);
    } catch {
      return undefined;
    }
  }
}

function placeOf(url: string): Place {
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname.endsWith('/') ? pathname : `${pathname}/` };
}

/** `/path`, and nothing that only looks like it: the second character decides, and a parser skips tabs and line ends. */
function isOwnPath(url: string): boolean {
  if (url.charCodeAt(0) !== SLASH) return false;
  const second = url.charCodeAt(1);
  return second !== SLASH && second !== BACKSLASH && !(second <= BLANK);
}

const SLASH = 47;
const BACKSLASH = 92;
const BLANK = 32;
