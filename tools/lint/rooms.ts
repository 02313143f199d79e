/** A room of the library: what it is called, where it lives, and what its files may import besides their own. */
export interface Room {
  /** What others import, such as `ngx-convoy/core`. */
  readonly name: string;
  /** Folder of the sources, from the root of the repository. */
  readonly folder: string;
  /** Module specifiers; a trailing `/*` allows every sub-path too. */
  readonly mayImport: readonly string[];
}

const library = 'projects/ngx-convoy';
const angular = ['@angular/core/*', '@angular/common/*', 'rxjs/*', '@ngrx/signals/*'];
const page = ['@angular/router', '@angular/forms/*', '@angular/platform-browser'];

/** The arrows of the house: a room imports downwards only. A new room starts with a row here. */
export const rooms: readonly Room[] = [
  room('core', []),
  room('', ['ngx-convoy/core', ...angular]),
  room('testing', ['ngx-convoy', 'ngx-convoy/core', ...angular]),
  room('monitor', ['ngx-convoy', 'ngx-convoy/core', ...angular, 'idb']),
  room('degradation', ['ngx-convoy', 'ngx-convoy/core', ...angular, '@angular/router', 'idb']),
  room('flow', ['ngx-convoy', 'ngx-convoy/core', ...angular, 'idb']),
  room('openfeature', [
    'ngx-convoy',
    'ngx-convoy/core',
    'ngx-convoy/degradation',
    ...angular,
    '@openfeature/web-sdk',
  ]),
  room('opentelemetry', ['ngx-convoy', 'ngx-convoy/core', 'ngx-convoy/monitor', ...angular]),
  room('console', [
    'ngx-convoy',
    'ngx-convoy/core',
    'ngx-convoy/flow',
    'ngx-convoy/monitor',
    'ngx-convoy/degradation',
    ...angular,
    ...page,
  ]),
];

/** What specs may import on top of what their room may. */
export const testImports: readonly string[] = [
  'ngx-convoy/testing',
  'fast-check',
  '@angular/*',
  'rxjs/*',
];

/** Specs of core run in plain Node as well, so nothing of Angular may reach them. */
export const coreTestImports: readonly string[] = ['ngx-convoy/testing', 'fast-check'];

function room(path: string, mayImport: readonly string[]): Room {
  const inner = path === '' ? '' : `/${path}`;
  return { name: `ngx-convoy${inner}`, folder: `${library}${inner}/src`, mayImport };
}
