import { type Client, signIn as signInWith } from '../cli/apiClient.ts';
import { PASSWORD } from './house.ts';

export { type Client, client, Refused } from '../cli/apiClient.ts';

/** All demo accounts of a test have the same password. */
export function signIn(base: string, login: string, password = PASSWORD): Promise<Client> {
  return signInWith(base, login, password);
}
