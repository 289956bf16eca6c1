// `npm run mutants [-- <rule>]`: changes the rules in every small way and says which changes no spec noticed.
import { mutatedRules } from './rules';
import { LEAST_KILLED, share, tryMutants } from './trial';

function main(keys: string[]): void {
  const unknown = keys.filter((key) => !mutatedRules.some((rule) => rule.key === key));
  if (unknown.length > 0) {
    throw new Error(`no rule ${unknown.join(', ')}; there are: ${mutatedRules.map(({ key }) => key).join(', ')}`);
  }
  const rules = mutatedRules.filter(({ key }) => keys.length === 0 || keys.includes(key));
  const scores = rules.map((rule) => {
    const score = tryMutants(rule, rule.mutate);
    const known = rule.equivalent.map((reason) => `of no consequence: ${reason}`);
    process.stdout.write([...score.survivors, ...known].map((line) => `${line}\n`).join(''));
    return { key: rule.key, ...score };
  });
  process.stdout.write('\n');
  for (const { key, killed, made, late } of scores) {
    const counted = `${killed} of ${made} killed (${share({ killed, made }).toFixed(1)} %), ${late} timed out`;
    process.stdout.write(`${key.padEnd(14)} ${counted}\n`);
  }
  const below = scores.filter((score) => share(score) < LEAST_KILLED);
  process.stdout.write(`\nmutants: ${scores.length} rules, ${below.length} below ${LEAST_KILLED} %\n`);
  process.exitCode = below.length === 0 ? 0 : 1;
}

main(process.argv.slice(2));
