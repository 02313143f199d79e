// Run by Stryker in its sandbox, where this file and the sources are copies: bundles the specs that judge the mutants.
import { bundleCoreSpecs } from '../core-specs.ts';

await bundleCoreSpecs((process.env['MUTATION_SPECS'] ?? '').split(','));
