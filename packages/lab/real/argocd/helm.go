package main

import (
	"errors"
	"os"

	helm "helm.sh/helm/v4/pkg/cmd"
	"helm.sh/helm/v4/pkg/kube"
)

// runHelm is what Helm's own main does, and answers with its exit code.
func runHelm(args []string) int {
	kube.ManagedFieldsManager = "helm"

	command, err := helm.NewRootCmd(os.Stdout, args, helm.SetupLogging)
	if err == nil {
		err = command.Execute()
	}
	var failed helm.CommandError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &failed):
		return failed.ExitCode
	default:
		return 1
	}
}
