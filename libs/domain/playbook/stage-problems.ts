// Stages, and the points of complexity: tags, conditions and keys that are there.
import { conditionProblems } from './reference-problems';
import { stagesOf, type PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';

export function stageProblems(definition: PlaybookDefinition): PlaybookProblem[] {
  const known = new Set(definition.stages.map(({ key }) => key));
  return [
    ...definition.stages.flatMap(({ when }, index) => conditionProblems(definition, when, `stages.${index}.when`)),
    ...definition.gates.flatMap((gate, index) =>
      gate.actions.flatMap((action, number) =>
        stagesOf(action)
          .filter((stage) => !known.has(stage))
          .map((stage) => {
            const message = `${action.key}: there is no stage ${stage} under stages`;
            return problem(`gates.${index}.actions.${number}.stage`, 'unknown-stage', message);
          }),
      ),
    ),
  ];
}

export function complexityProblems(definition: PlaybookDefinition): PlaybookProblem[] {
  const points = definition.complexity?.points ?? [];
  return points.flatMap((point, index) => {
    const place = `complexity.points.${index}`;
    const repeated = points.findIndex(({ key }) => key === point.key) < index;
    const message = `complexity.points: the key ${point.key} stands twice`;
    return [
      ...(repeated ? [problem(`complexity.points.${point.key}`, 'repeated-key', message)] : []),
      ...point.highWhen.flatMap((ground, number) =>
        'when' in ground ? conditionProblems(definition, ground.when, `${place}.highWhen.${number}.when`) : [],
      ),
    ];
  });
}
