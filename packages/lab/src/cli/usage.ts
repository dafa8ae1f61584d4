/** The text of `lab help` and `demo --help`. */
export const usage = `Usage: ./vanstage demo [options]
       ./vanstage lab [start] [options]
       ./vanstage lab status | cut EDGE | restore EDGE [--directory DIR]

  demo           start the lab and the portal on it; Ctrl-C stops both
  lab start      start the lab alone; Ctrl-C stops it
  lab status     where a running lab's parts are, and which links are cut
  lab cut EDGE   cut an edge's link to the hub
  lab restore EDGE
                 join it again

Options:
  --directory DIR    where the lab keeps its files (default .vanstage/lab)
  --port PORT        the portal's port, 0 for any (default 7007; another when it is taken)
  --forge-port PORT  the forge's port (default 7780; another when it is taken)
  --resync SECONDS   how often Argo CD looks at Git (default 5; a real one 120 to 180)
  --help             show this text
`;
