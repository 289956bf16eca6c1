// What a field of a profile is called: people's names have a word of their own, for Chinese has one.
export type ProfileTable = 'customer' | 'contact';

/** The code of the field's words. */
export function fieldOf(form: ProfileTable, key: string): string {
  return form === 'contact' && key === 'name' ? 'personName' : key;
}
