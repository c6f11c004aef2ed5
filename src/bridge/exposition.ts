// Prometheus' text format, version 0.0.4: what a scrape reads. Exact where it matters: one block a metric, labels and help escaped, a line end at the end.

export interface Sample {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
  /** `_sum` and `_count` of a summary. */
  readonly suffix?: '_sum' | '_count'
}

export interface Metric {
  /** `[a-zA-Z_:][a-zA-Z0-9_:]*`. */
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'summary'
  readonly samples: readonly Sample[]
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** A metric without samples is left out. */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(({ labels = {}, value, suffix = '' }) => `${name}${suffix}${braces(labels)} ${number(value)}`),
      ]
        .map((line) => `${line}\n`)
        .join(''),
    )
    .join('')
}

function braces(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function number(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
