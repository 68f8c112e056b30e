import type { FormField, FormView } from './payloads.ts';

/** @returns the state of an element, wherever in the form it stands; null when there is none */
export function fieldOf(view: FormView, actionId: string): FormField | null {
  return view.fields.find((field) => field.actionId === actionId) ?? null;
}

/** @returns what was typed or chosen, without space at its ends; null when that is nothing */
export function filledIn(view: FormView, actionId: string): string | null {
  const value = fieldOf(view, actionId)?.value?.trim() ?? '';
  return value === '' ? null : value;
}
