// Industries that a form offers: the twenty sections of the national classification (GB/T 4754-2017), in its order. A profile may
// hold another code that came from elsewhere; it then stands for itself.

export const industries = [
  'agriculture',
  'mining',
  'manufacturing',
  'utilities',
  'construction',
  'trade',
  'logistics',
  'hospitality',
  'information-technology',
  'finance',
  'real-estate',
  'business-services',
  'research',
  'public-facilities',
  'resident-services',
  'education',
  'health',
  'culture',
  'public-administration',
  'international-organisations',
] as const;
export type Industry = (typeof industries)[number];
