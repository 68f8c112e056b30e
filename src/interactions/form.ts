import { dropInvisible } from '../domain/invisible.ts';
import type { FormField, FormView } from './payloads.ts';

/** @returns the state of an element, without characters that cannot be seen; null when the form has no such element */
export function fieldOf(view: FormView, actionId: string): FormField | null {
  const field = view.fields.find((one) => one.actionId === actionId);
  if (field === undefined) return null;
  return field.value === null ? field : { ...field, value: dropInvisible(field.value) };
}

/** @returns what was typed or chosen, without space at its ends; null when that is nothing */
export function filledIn(view: FormView, actionId: string): string | null {
  const value = fieldOf(view, actionId)?.value?.trim() ?? '';
  return value === '' ? null : value;
}
