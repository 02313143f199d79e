import type { HealthAnswer, HealthCheckDetail, HealthFormat, HealthStatus } from './health-answer';
import { type Fields, isFields, readDetails, text } from './health-details';
import { isPlannedWord, statusOfWord } from './health-words';

/**
 * Reads a health endpoint's answer: `application/health+json`, Spring Boot Actuator, ASP.NET Core, Terminus, a word, or
 * nothing but an HTTP status. Which it is, is told by the content type where that is special, else by its shape. Never
 * throws, whatever the body is.
 *
 * An HTTP status of 400 and more is a failure even when the body says otherwise: whoever routes by status sees it so. An
 * answer that cannot be understood (`unreadable`) comes from something that runs, and does not run well: `warn`.
 *
 * @param httpStatus 0 when nothing answered
 * @param body parsed JSON, or the text when it is none
 * @param contentType as the header has it
 * @see draft-inadarei-api-health-check-06; Spring Boot Actuator, "Health"; NestJS Terminus
 */
export function parseHealthAnswer(
  httpStatus: number,
  body: unknown,
  contentType = '',
): HealthAnswer {
  const fields = isFields(body) ? body : {};
  const word = typeof body === 'string' ? body : fields['status'];
  const said = statusOfWord(word);
  const format = formatOf(body, fields, contentType, said !== undefined);
  const checks = readDetails(fields, format);
  const status = judge(httpStatus, said, format);
  return {
    format,
    status,
    output: text(fields['output']) ?? explain(status, httpStatus, body, checks, format),
    version: text(fields['version']) ?? text(fields['releaseId']),
    checks,
    isPlanned: isPlannedWord(word),
    evidence: httpStatus === 0 ? undefined : { httpStatus, body },
  };
}

function judge(
  httpStatus: number,
  said: HealthStatus | undefined,
  format: HealthFormat,
): HealthStatus {
  if (httpStatus < 200 || httpStatus >= 400) return 'fail';
  return said ?? (format === 'unreadable' ? 'warn' : 'pass');
}

function formatOf(
  body: unknown,
  fields: Fields,
  contentType: string,
  isKnownWord: boolean,
): HealthFormat {
  const [mediaType = ''] = contentType.toLowerCase().split(';');
  const isDeclared = mediaType.trim() === 'application/health+json';
  if (!isFields(body)) return isDeclared || claimsJson(mediaType) ? unlessWord(body) : 'plain';
  if (isDeclared) return isKnownWord ? 'health+json' : 'unreadable';
  if ('status' in fields && !isKnownWord) return 'unreadable';
  if (mediaType.includes('spring-boot.actuator') || isFields(fields['components'])) {
    return 'actuator';
  }
  if (isFields(fields['entries'])) return 'aspnet';
  if (isFields(fields['details'])) {
    return isFields(fields['info']) || isFields(fields['error']) ? 'terminus' : 'actuator';
  }
  if (isFields(fields['checks'])) return 'health+json';
  return formatOfWord(fields['status']);
}

/** An object with a status and nothing else: by how it is written. */
function formatOfWord(word: unknown): HealthFormat {
  if (typeof word !== 'string') return 'plain';
  if (/^(?:UP|DOWN|OUT_OF_SERVICE|UNKNOWN)$/.test(word)) return 'actuator';
  if (/^(?:Healthy|Degraded|Unhealthy)$/.test(word)) return 'aspnet';
  return /^(?:pass|warn|fail)$/i.test(word) ? 'health+json' : 'plain';
}

function claimsJson(mediaType: string): boolean {
  return /\/(?:[\w.-]+\+)?json$/.test(mediaType.trim());
}

/** `"UP"` is JSON, too; a body that promised JSON and is a text of its own, or a list, is not what it says. */
function unlessWord(body: unknown): HealthFormat {
  if (body === undefined || body === null || body === '') return 'plain';
  return statusOfWord(body) === undefined ? 'unreadable' : 'plain';
}

/** Why it is not well, when it does not say so itself. */
function explain(
  status: HealthStatus,
  httpStatus: number,
  body: unknown,
  checks: readonly HealthCheckDetail[],
  format: HealthFormat,
): string | undefined {
  if (status === 'pass') return undefined;
  const worst =
    checks.find((check) => check.status === 'fail') ??
    checks.find((check) => check.status === 'warn');
  if (worst !== undefined) return `${worst.name}: ${worst.output ?? worst.status}`;
  if (httpStatus === 0) return 'no answer';
  if (httpStatus >= 400) return `HTTP ${httpStatus}`;
  return format === 'unreadable' ? 'its health answer cannot be read' : text(body);
}
