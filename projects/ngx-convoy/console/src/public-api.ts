// What ngx-convoy/console offers. Everything is listed by name.
export { consoleRoutes } from './console-routes';
export type {
  ActiveFault,
  ErrorsFault,
  Fault,
  FaultScope,
  FaultTarget,
  FaultType,
  FlappingFault,
  LatencyFault,
  PlainFault,
  RateLimitFault,
  SlowBodyFault,
  TruncatedBodyFault,
} from './faults/fault';
export {
  FAULT_INJECTOR,
  type FaultableInstance,
  type FaultableService,
  type FaultInjector,
} from './faults/fault-injector';
export { HttpFaultInjector } from './faults/http-fault-injector';
export { provideConsole, type ConsoleOptions } from './provide-console';
