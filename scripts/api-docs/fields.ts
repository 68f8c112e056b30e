import { z } from 'zod';

/** The part of JSON Schema that zod writes. */
interface Json {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly items?: Json;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

export interface Field {
  /** Nested ones with dots, lists with `[]`: `event_source.repo.external_id`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** What a request schema takes, one entry for each leaf; of a choice, the fields of all branches. */
export function requestFields(schema: z.ZodType): Field[] {
  return fieldsOf(toJson(schema), '', true);
}

/** The names at the top of an answer: of an object, of the items of a list, of the alternatives. */
export function answerFields(schema: z.ZodType): string {
  const json = toJson(schema);
  const choice = json.anyOf ?? json.oneOf;
  if (choice !== undefined)
    return choice
      .filter((one) => one.type !== 'null')
      .map(summary)
      .join(' or ');
  return summary(json);
}

function toJson(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
}

function fieldsOf(json: Json, prefix: string, required: boolean): Field[] {
  const choice = (json.anyOf ?? json.oneOf)?.filter((one) => one.properties !== undefined) ?? [];
  if (choice.length > 0) return unite(choice.map((one) => fieldsOf(one, prefix, required)));
  const properties = Object.entries(json.properties ?? {});
  if (properties.length === 0) {
    return prefix === '' ? [] : [{ name: prefix, type: typeName(json), required }];
  }
  return properties.flatMap(([key, value]) => {
    const isRequired = required && json.required?.includes(key) === true;
    return fieldsOf(value, prefix === '' ? key : `${prefix}.${key}`, isRequired);
  });
}

/** A field that not every branch demands is not required as such. */
function unite(branches: readonly Field[][]): Field[] {
  const all = new Map<string, Field>();
  for (const field of branches.flat()) {
    const same = branches.map((branch) => branch.find(({ name }) => name === field.name));
    const required = same.every((one) => one?.required === true);
    all.set(field.name, { ...field, required });
  }
  return [...all.values()];
}

function typeName(json: Json): string {
  if (json.const !== undefined) return `\`${String(json.const)}\``;
  if (json.enum !== undefined) return json.enum.map((one) => `\`${String(one)}\``).join(', ');
  const choice = json.anyOf ?? json.oneOf;
  if (choice !== undefined) return [...new Set(choice.map(typeName))].join(' or ');
  if (json.type === 'array') return `list of ${typeName(json.items ?? {})}`;
  if (json.type === 'object') return 'map';
  if (json.format === 'uuid' || json.format === 'guid') return 'UUID';
  if (json.format === 'date-time') return 'time';
  return Array.isArray(json.type) ? json.type.join(' or ') : String(json.type ?? 'anything');
}

function summary(json: Json): string {
  if (json.type === 'array') return `a list of ${summary(json.items ?? {})}`;
  if (json.type === 'string') return 'text';
  const keys = Object.entries(json.properties ?? {});
  if (keys.length === 0) return 'a map';
  return keys.map(([key, value]) => (key === 'items' ? itemsSummary(value) : `\`${key}\``)).join(', ');
}

/** A lenient list is a choice of the list and null. */
function itemsSummary(json: Json): string {
  const list = json.anyOf?.find((one) => one.type === 'array') ?? json;
  return `\`items\` (each ${summary(list.items ?? {})})`;
}
