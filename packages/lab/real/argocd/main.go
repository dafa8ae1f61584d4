// One binary with all of Argo CD that `vanstage lab --real` runs, and what its
// repository server calls: what it does follows the name of the file (or link)
// it is started by.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	applicationset "github.com/argoproj/argo-cd/v3/cmd/argocd-applicationset-controller/commands"
	gitaskpass "github.com/argoproj/argo-cd/v3/cmd/argocd-git-ask-pass/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/util/log"
	"github.com/spf13/cobra"
	"k8s.io/klog/v2"
)

func main() {
	name := filepath.Base(os.Args[0])
	// The repository server gives Git the helper "argocd" and tells by this
	// variable which of Argo CD's programs it has to be.
	if other := os.Getenv("ARGOCD_BINARY_NAME"); other != "" {
		name = other
	}

	var err error
	switch name {
	case common.CommandApplicationController:
		err = run(controller.NewCommand())
	case common.CommandApplicationSetController:
		err = run(applicationset.NewCommand())
	case common.CommandRepoServer:
		err = run(reposerver.NewCommand())
	case common.CommandGitAskPass:
		err = run(gitaskpass.NewCommand())
	case "redis-server":
		err = runRedis(os.Args[1:])
	case "helm":
		os.Exit(runHelm(os.Args[1:]))
	default:
		err = fmt.Errorf("%s: start me as %s, %s, %s, %s, redis-server or helm", name,
			common.CommandApplicationController, common.CommandApplicationSetController,
			common.CommandRepoServer, common.CommandGitAskPass)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(command *cobra.Command) error {
	klog.SetLogger(log.NewLogrusLogger(log.NewWithCurrentConfig()))
	command.SilenceErrors = true
	command.SilenceUsage = true
	return command.Execute()
}
