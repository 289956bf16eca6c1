// The mark of the product: a gate.
import type { ReactElement } from 'react';

export function Mark({ size = 28 }: { size?: number }): ReactElement {
  return <img src="/favicon.svg" width={size} height={size} alt="" />;
}
