// Whose page this is.
import { useParams } from 'react-router';

export function useCustomerId(): string {
  return useParams()['id'] ?? '';
}
