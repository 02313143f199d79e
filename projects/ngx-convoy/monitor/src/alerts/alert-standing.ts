import type { Alert, MaintenanceWindow } from 'ngx-convoy/core';

/** Why an alert calls nobody, as far as others than itself are the reason. */
export interface AlertStanding {
  readonly alert: Alert;
  /** Ids of silences. */
  readonly silencedBy: readonly string[];
  /** Alerts that say it already. */
  readonly inhibitedBy: readonly Alert[];
  readonly maintenance: MaintenanceWindow | undefined;
  /** It is the user's own network, so nothing is known of the service. */
  readonly isOffline: boolean;
  /** The service, or whatever else it is, that this alert comes from; its own when nothing else is known. */
  readonly rootCause: string;
  /** Whether it is kept quiet by any of them. */
  readonly isMuted: boolean;
}

/** Alerts that have one cause. */
export interface AlertGroup {
  /** The service, or whatever else it is, that they come from. */
  readonly rootCause: string;
  /** Those about the cause itself first, then the worst. */
  readonly standings: readonly AlertStanding[];
  /** Names of the others that are affected. */
  readonly affected: readonly string[];
}
