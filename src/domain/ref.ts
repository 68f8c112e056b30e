/** What a pipeline is to run on. */
export type RefChoice = { readonly branch: string } | { readonly tag: string };
