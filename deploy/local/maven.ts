// Java programs by their Maven coordinates: all their jars in one cached folder.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cached';
import { programOnPath, runTool } from './tools';

/** @param coordinates `group:artifact:version`; @param without `group:artifact` patterns that are left out */
export function mavenJars(name: string, coordinates: string[], without: string[] = []): Promise<string> {
  return cached(name, async (folder) => {
    const maven = programOnPath('mvn');
    if (maven === undefined) {
      throw new Error(`${name} needs Maven to be fetched the first time: install Java 17 and Maven (mvn on the PATH).`);
    }
    writeFileSync(join(folder, 'pom.xml'), pom(coordinates, without));
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
    await runTool(maven, ['-q', '-B', '-f', join(folder, 'pom.xml'), ...goal]);
  });
}

function pom(coordinates: string[], without: string[]): string {
  const exclusions = without.map((pattern) => {
    const [group, artifact] = pattern.split(':');
    return `<exclusion><groupId>${group}</groupId><artifactId>${artifact}</artifactId></exclusion>`;
  });
  const dependencies = coordinates.map((coordinate) => {
    const [group, artifact, version] = coordinate.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>
      <exclusions>${exclusions.join('')}</exclusions></dependency>`;
  });
  return `<project><modelVersion>4.0.0</modelVersion><groupId>tongguan</groupId><artifactId>parts</artifactId>
    <version>1</version><packaging>pom</packaging><dependencies>${dependencies.join('\n')}</dependencies></project>`;
}
