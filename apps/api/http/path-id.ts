// Ids in paths: like those in bodies they go on in lower case only.
import { Param, type PipeTransform } from '@nestjs/common';
import type { Id } from '#domain';
import { isId, lowerCased } from './fields';
import { invalidRequest } from './problem';

class IdPipe implements PipeTransform<unknown, Id> {
  constructor(private readonly name: string) {}

  transform(value: unknown): Id {
    const id = lowerCased(value);
    if (!isId(id)) throw invalidRequest([{ key: this.name, problem: 'not-a-uuid' }]);
    return id;
  }
}

/** `:id` of the path, or the one of another name. */
export function PathId(name = 'id'): ParameterDecorator {
  return Param(name, new IdPipe(name));
}
