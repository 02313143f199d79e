import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readJson, root } from '../process.ts';
import type { Command } from '../process.ts';

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  packageManager?: string;
}

/** An application made by `ng new`, outside of this workspace, that installs the packed library. */
export class FreshApp {
  readonly folder: string;

  private readonly scratch: string;

  constructor(scratch: string) {
    this.scratch = scratch;
    this.folder = join(scratch, 'fresh-app');
  }

  /**
   * `ng new`. The CLI refuses to make an application inside a workspace and looks for one around its own files too,
   * so it is started by way of a link that stands outside.
   */
  create(): Command {
    const cli = join(this.scratch, 'cli');
    mkdirSync(cli);
    symlinkSync(join(root, 'node_modules'), join(cli, 'node_modules'), 'junction');
    return [
      process.execPath,
      '--preserve-symlinks',
      '--preserve-symlinks-main',
      join(cli, 'node_modules/@angular/cli/bin/ng.js'),
      ...['new', basename(this.folder), '--defaults', '--minimal', '--skip-install', '--skip-git'],
      ...['--style', 'css', '--ssr', 'false', '--routing', 'false', '--ai-config', 'none'],
    ];
  }

  /** Asks for the very versions that the workspace's lockfile has, and for the packed library. */
  require(tarball: string): void {
    const path = join(this.folder, 'package.json');
    const { packages } = readJson<Lockfile>(join(root, 'package-lock.json'));
    const locked = (name: string, range: string): string =>
      packages[`node_modules/${name}`]?.version ?? range;
    const pin = (wanted: Record<string, string>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(wanted).map(([name, range]) => [name, locked(name, range)]),
      );

    const manifest = readJson<Manifest>(path);
    delete manifest.packageManager;
    manifest.devDependencies = pin(manifest.devDependencies);
    manifest.dependencies = {
      ...pin(manifest.dependencies),
      '@ngrx/signals': locked('@ngrx/signals', '^22.0.0'),
      'ngx-convoy': `file:${tarball}`,
    };
    writeFileSync(path, JSON.stringify(manifest, null, 2));
  }

  /** As a user would: peers that do not fit stop it. */
  readonly installArguments: readonly string[] = [
    ...['install', '--ignore-scripts', '--prefer-offline'],
    ...['--no-audit', '--no-fund', '--loglevel=error'],
  ];

  /** A production build, ahead of time, of one of our hosts. */
  build(main: string): Command {
    const hosts = join(root, 'tools/verify/hosts');
    for (const file of ['app.ts', 'config.ts']) {
      copyFileSync(join(hosts, file), join(this.folder, 'src', file));
    }
    copyFileSync(join(hosts, main), join(this.folder, 'src/main.ts'));
    return [process.execPath, join(this.folder, 'node_modules/@angular/cli/bin/ng.js'), 'build'];
  }

  get output(): string {
    return join(this.folder, 'dist', basename(this.folder), 'browser');
  }
}
