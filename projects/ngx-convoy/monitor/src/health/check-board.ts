import { computed, inject, Service, signal } from '@angular/core';
import { CLOCK, type InstanceRecord, RANDOM, ServiceRegistry, Upstreams } from 'ngx-convoy';
import { firstProbe } from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { Assessments } from './assessments';
import { type CheckPlace, placesOf } from './check-place';
import { CheckSettings } from './check-settings';
import { CheckTarget } from './check-target';
import type { CheckNews } from './health-news';

/** Everything that is checked, and what is known of it. */
@Service()
export class CheckBoard {
  private readonly clock = inject(CLOCK);
  private readonly random = inject(RANDOM);
  private readonly registry = inject(ServiceRegistry);
  private readonly upstreams = inject(Upstreams);
  private readonly settings = inject(CheckSettings);
  private readonly assessments = inject(Assessments);
  private readonly jitter = inject(MONITORING).health.jitter;

  private readonly known = new Map<string, CheckTarget>();
  /** Moves with what is known, which may be much and is therefore not copied. */
  private readonly revision = signal(0);

  /** What is to be checked, by key. */
  readonly wanted = computed((): ReadonlyMap<string, CheckPlace> => {
    const instances = new Map<string, InstanceRecord[]>();
    for (const record of this.registry.instances()) {
      const sisters = instances.get(record.service);
      if (sisters === undefined) instances.set(record.service, [record]);
      else sisters.push(record);
    }
    const places = this.registry.services().flatMap(({ name, healthPath }) =>
      placesOf({
        ...{ name, healthPath, checks: this.settings.of(name) },
        prefix: this.upstreams.service(name)?.prefixes[0],
        instances: instances.get(name) ?? [],
      }),
    );
    return new Map(places.map((place) => [place.key, place]));
  });

  get targets(): Iterable<CheckTarget> {
    return this.known.values();
  }

  get isEmpty(): boolean {
    return this.known.size === 0;
  }

  /** All of them, reactive. */
  readonly all = computed((): readonly CheckTarget[] => {
    this.revision();
    return [...this.known.values()];
  });

  /** A target, reactive: whoever asks in a template or `computed` is told when something is found out. */
  look(key: string): CheckTarget | undefined {
    this.revision();
    return this.known.get(key);
  }

  of(service: string): readonly CheckTarget[] {
    return [...this.known.values()].filter(({ place }) => place.service === service);
  }

  /** Follows what is wanted. @returns whether something has come */
  follow(wanted: ReadonlyMap<string, CheckPlace>): boolean {
    const now = this.clock.now();
    const gone = new Set<string>();
    for (const [key, target] of this.known) {
      const place = wanted.get(key);
      if (place?.url === target.place.url) {
        target.configure(place, now);
        continue;
      }
      target.question?.drop();
      this.known.delete(key);
      gone.add(target.place.service);
    }
    const fresh = [...wanted.values()].filter(({ key }) => !this.known.has(key));
    fresh.forEach((place, index) => {
      const target = new CheckTarget(place, this.jitter, this.random, now);
      target.pace.dueAt = now + firstProbe(index, fresh.length, place.checks.interval);
      this.known.set(place.key, target);
    });
    for (const service of gone) this.reassess(service);
    if (gone.size + fresh.length > 0) this.touch();
    return fresh.length > 0;
  }

  /** Makes known what was found out about a place. */
  apply(target: CheckTarget): void {
    const { service, instance } = target.place;
    if (instance !== undefined) {
      this.upstreams.setHealth(service, instance, target.health, target.reason);
    }
    this.reassess(service);
    this.touch();
  }

  /** Looks at a service again: time has passed, or calls have ended. */
  reassess(service: string): void {
    const whole = this.known.get(service);
    this.assessments.assess(service, {
      whole: whole?.health,
      reason: whole?.reason,
      isPlanned: whole?.lastCheck?.answer.isPlanned === true,
    });
  }

  reassessAll(): void {
    for (const { name } of this.upstreams.all()) this.reassess(name);
  }

  /** Silence was not their fault: verdicts are what they were before. */
  forgive(): void {
    for (const target of this.known.values()) if (target.forgive()) this.apply(target);
  }

  /** Takes over what another tab knows, unless more is known here. @returns the services that it is about */
  learn(news: readonly CheckNews[]): void {
    for (const each of news) {
      const target = this.known.get(each.key);
      if (target?.place.url !== each.url) continue;
      const isOlder = target.lastCheck !== undefined && each.toldAt < target.toldAt;
      if (isOlder) continue;
      const isNews = each.check?.at !== target.lastCheck?.at || each.health !== target.health;
      target.adopt(each);
      if (isNews) this.apply(target);
    }
    this.touch();
  }

  /** What other tabs are told about a place. */
  newsOf(target: CheckTarget): CheckNews {
    const { key, url } = target.place;
    return { key, url, ...target.known() };
  }

  private touch(): void {
    this.revision.update((revision) => revision + 1);
  }
}
