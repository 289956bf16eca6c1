// What every variant writes: the event of a completed action, as the product has it.
import type { JsonObject } from '#domain';

export const eventType = 'ActionCompleted';

export function eventData(number: number): JsonObject {
  return {
    gate: 'user',
    action: 'visit-user',
    contactId: '0b3f8a52-7c1d-5e0e-9a56-3f2b1c7d9e10',
    answers: { accepted: true, need: 'latent', minutes: number % 120 },
    facts: { need: 'latent' },
  };
}

export const personalFields: JsonObject = { report: '客户对专线方案感兴趣，希望下周安排技术交流并提供同行业案例。' };
