import { faultCatalogue } from '../acts';

/** The text of `lab help` and `demo --help`. */
export function usage(): string {
  return `Usage: ./vanstage demo [options]
       ./vanstage lab [start] [options]
       ./vanstage lab VERB … [--directory DIR]

  demo           start the lab and the portal on it; Ctrl-C stops both
  lab start      start the lab alone; Ctrl-C stops it
  lab programs   find the real programs that --real needs, or build them

Verbs for a lab that runs, also below a demo; each ends with what is wrong then:
  lab status                    where its parts are, and what is wrong
  lab cut CLUSTER               cut an edge's link to the hub, or the portal's way to the hub
  lab restore CLUSTER           join it again
  lab restart CLUSTER           restart an API server: 3 s without it, and watches begin anew
  lab compact CLUSTER           have an API server forget its history: watches begin anew
  lab drift APPLICATION CLUSTER [keep]
                                change an application by hand; Argo CD heals it, and with 'keep'
                                somebody changes it again each time
  lab heal APPLICATION CLUSTER  end that, and sync the application
  lab break FAULT TARGET [NAME=VALUE]…
                                make something go wrong (faults are listed below)
  lab fix [FAULT] [TARGET]      make it well again: what is named, or everything

Options:
  --directory DIR    where the lab keeps its files (default .vanstage/lab)
  --port PORT        the portal's port, 0 for any (default 7007; another when it is taken)
  --forge-port PORT  the forge's port (default 7780; another when it is taken)
  --real             with real etcd, Kubernetes and Argo CD in the place of the lab's own: what is
                     not on the PATH or in KUBEBUILDER_ASSETS is built once, with Go
  --resync SECONDS   how often Argo CD looks at Git (default 5; a real one 120 to 180)
  --help             show this text

Faults, and what each imitates:
${faultCatalogue.map(describeGroup).join('\n')}`;
}

function describeGroup(group: (typeof faultCatalogue)[number]): string {
  return [
    `\n  on ${group.on}:`,
    ...group.faults.flatMap(({ name, imitates, options }) => [
      `    ${name.padEnd(24)}${imitates}`,
      ...Object.entries(options).map(
        ([option, meaning]) => `${' '.repeat(28)}  ${option}=  ${meaning}`,
      ),
    ]),
  ].join('\n');
}
