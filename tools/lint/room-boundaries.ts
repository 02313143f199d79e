import { dirname, join, relative, sep } from 'node:path';
import type { Rule } from 'eslint';
import { coreTestImports, rooms, testImports } from './rooms.ts';
import type { Room } from './rooms.ts';

/** What stands behind `from` or inside `import(...)`. */
interface Source {
  readonly type: string;
  readonly value?: unknown;
}

/**
 * Keeps the arrows between the rooms of the library as `rooms.ts` draws them.
 *
 * An allow-list, unlike `no-restricted-imports`: what nobody thought of is refused.
 * ng-packagr refuses cycles and relative imports across rooms as well, but only when the library is built,
 * and it does not know which room is above which.
 */
export const roomBoundaries: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      notAllowed: '{{room}} may not import {{specifier}} (tools/lint/rooms.ts says what it may).',
      relative:
        '{{specifier}} leads into another room: import it by its name, such as ngx-convoy/core.',
      unknownRoom:
        '{{path}} belongs to no room: list it in tools/lint/rooms.ts with what it may import.',
    },
  },
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    const own = roomOf(path);
    const inLibrary = /^projects\/ngx-convoy\/.*\bsrc\//.test(path);
    if (inLibrary && own === undefined) {
      return {
        Program: (node) => {
          context.report({ node, messageId: 'unknownRoom', data: { path } });
        },
      };
    }

    const check = (source: Source | null | undefined): void => {
      if (typeof source?.value !== 'string') return;
      const specifier = source.value;
      if (specifier.startsWith('.')) {
        const target = join(dirname(path), specifier).split(sep).join('/');
        const other = roomOf(target);
        if (other !== own)
          context.report({ node: source, messageId: 'relative', data: { specifier } });
      } else if (own !== undefined && !isAllowed(specifier, allowedIn(own, path))) {
        const data = { room: own.name, specifier };
        context.report({ node: source, messageId: 'notAllowed', data });
      }
    };

    return {
      ImportDeclaration: (node) => {
        check(node.source);
      },
      ExportNamedDeclaration: (node) => {
        check(node.source);
      },
      ExportAllDeclaration: (node) => {
        check(node.source);
      },
      ImportExpression: (node) => {
        if (node.source.type === 'Literal') check(node.source);
      },
      // A TypeScript node, `import('...')` in a type: ESLint's own types do not know it.
      TSImportType: (node: Rule.Node & { readonly source?: Source }) => {
        check(node.source);
      },
    };
  },
};

function allowedIn(room: Room, path: string): readonly string[] {
  if (!path.endsWith('.spec.ts')) return room.mayImport;
  const forSpecs = room.name === 'ngx-convoy/core' ? coreTestImports : testImports;
  return [...room.mayImport, ...forSpecs];
}

function isAllowed(specifier: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    if (!entry.endsWith('/*')) return specifier === entry;
    const base = entry.slice(0, -'/*'.length);
    return specifier === base || specifier.startsWith(`${base}/`);
  });
}

function roomOf(path: string): Room | undefined {
  return rooms.find((room) => path.startsWith(`${room.folder}/`));
}
