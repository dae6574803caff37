package io.tributary.client.cli;

import picocli.CommandLine;

/** All commands of the platform's users. */
public final class ClientCommands {
  private ClientCommands() {}

  /**
   * Adds the commands to a root command. Where the root already has a group {@code agents}, what it
   * lacks is added to that group.
   */
  public static void addTo(CommandLine root, ClientContext context) {
    root.addSubcommand(
        new CommandLine(new Group.Datasets())
            .addSubcommand(new DatasetUpload(context))
            .addSubcommand(new DatasetFetch(context))
            .addSubcommand(new DatasetList(context))
            .addSubcommand(new DatasetShow(context))
            .addSubcommand(new DatasetDelete(context)));
    root.addSubcommand(
        new CommandLine(new Group.Jobs())
            .addSubcommand(new JobSubmit(context))
            .addSubcommand(new JobCrossValidate(context))
            .addSubcommand(new JobFolds(context))
            .addSubcommand(new JobList(context))
            .addSubcommand(new JobShow(context))
            .addSubcommand(new JobWatch(context))
            .addSubcommand(new JobAdvise(context))
            .addSubcommand(new JobPause(context))
            .addSubcommand(new JobResume(context))
            .addSubcommand(new JobCancel(context)));
    root.addSubcommand(
        new CommandLine(new Group.Models())
            .addSubcommand(new ModelList(context))
            .addSubcommand(new ModelShow(context))
            .addSubcommand(new ModelDownload(context))
            .addSubcommand(new ModelEdit(context))
            .addSubcommand(new ModelImport(context))
            .addSubcommand(new ModelPredict(context))
            .addSubcommand(new ModelPromote(context)));
    CommandLine agents = root.getSubcommands().get("agents");
    if (agents == null) {
      agents = new CommandLine(new Group.Agents());
      root.addSubcommand(agents);
    }
    agents.addSubcommand(new AgentList(context));
    root.addSubcommand(new ProblemList(context));
    root.addSubcommand(new SampleCommand(context));
  }
}
